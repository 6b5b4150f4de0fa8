import { AI_AUDIENCES, type AiSettings, type ModelChoice, type ProjectId } from '@covibe/shared';
import { type Queries, type Sql, transaction } from './sql.ts';

const DEFAULTS: AiSettings = {
	defaultModel: undefined,
	isLocalOnly: false,
	audience: 'editors',
	monthlyCapMicroUsd: undefined,
};

type SettingRow = {
	default_model: string | null;
	is_local_only: boolean;
	audience: string;
	monthly_cap_micro_usd: number | null;
};

export async function readAiSettings(sql: Queries, projectId: ProjectId): Promise<AiSettings> {
	const [row] = await sql<SettingRow[]>`
		SELECT default_model, is_local_only, audience, monthly_cap_micro_usd FROM ai_setting WHERE project_id = ${projectId}`;
	if (!row) return DEFAULTS;
	return {
		defaultModel: row.default_model ?? undefined,
		isLocalOnly: row.is_local_only,
		audience: AI_AUDIENCES.find((each) => each === row.audience) ?? 'nobody',
		monthlyCapMicroUsd: row.monthly_cap_micro_usd ?? undefined,
	};
}

export async function saveAiSettings(sql: Sql, projectId: ProjectId, settings: AiSettings): Promise<void> {
	await sql`
		INSERT INTO ai_setting (project_id, default_model, is_local_only, audience, monthly_cap_micro_usd)
		VALUES (${projectId}, ${settings.defaultModel ?? null}, ${settings.isLocalOnly}, ${settings.audience},
			${settings.monthlyCapMicroUsd ?? null})
		ON CONFLICT (project_id) DO UPDATE SET default_model = EXCLUDED.default_model,
			is_local_only = EXCLUDED.is_local_only, audience = EXCLUDED.audience,
			monthly_cap_micro_usd = EXCLUDED.monthly_cap_micro_usd, updated_at = now()`;
}

/** A model as the agent's program offers it. */
export type OfferedModel = Omit<ModelChoice, 'isUsable'> & {
	/** Usable without a key of one's own. */
	readonly hasInstallationKey: boolean;
};

/** Says which models there are, in the order in which lists show them. Called when the agent's program starts. */
export async function announceModels(sql: Sql, models: readonly OfferedModel[]): Promise<void> {
	const rows = models.map((model, rank) => ({
		id: model.id,
		name: model.name,
		provider: model.provider,
		is_local: model.isLocal,
		has_installation_key: model.hasInstallationKey,
		rank,
	}));
	await transaction(sql, async (tx) => {
		await tx`LOCK TABLE ai_model IN SHARE ROW EXCLUSIVE MODE`;
		await tx`DELETE FROM ai_model`;
		if (rows.length > 0) await tx`INSERT INTO ai_model ${tx(rows)}`;
	});
}

/** The models of the installation; usable when it has a key for them, or one of `providers` is brought along. */
export async function listModels(
	sql: Queries,
	{ providers, isLocalOnly }: { providers: readonly string[]; isLocalOnly: boolean },
): Promise<ModelChoice[]> {
	const rows = await sql<
		{ id: string; name: string; provider: string; is_local: boolean; has_installation_key: boolean }[]
	>`SELECT id, name, provider, is_local, has_installation_key FROM ai_model ORDER BY rank`;
	return rows
		.filter((row) => row.is_local || !isLocalOnly)
		.map((row) => ({
			id: row.id,
			name: row.name,
			provider: row.provider,
			isLocal: row.is_local,
			isUsable: row.has_installation_key || providers.includes(row.provider),
		}));
}
