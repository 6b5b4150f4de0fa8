export { eventually } from './eventually.ts';
export { createRandom, type Random } from './random.ts';
