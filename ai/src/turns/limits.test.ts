import { testLimits } from '../../test/turns/limits-contract.ts';
import { createMemoryLimitStore } from './limits.ts';

testLimits('limits in memory', () => Promise.resolve(createMemoryLimitStore()));
