import type { Kysely, Selectable } from 'kysely'
import type { StewardRequestStore } from '../access/ports.ts'
import type {
  GrantHolder,
  GrantRequest,
  PolicyFile,
  PolicyProposal,
  Principal,
  Role,
  ScopeType,
  StewardRequest,
} from '../access/types.ts'
import { storableText } from './storable-text.ts'
import type { GrantRequestTable, PolicyProposalTable, Tables } from './tables.ts'

/** Keeps grants that wait for a second steward. */
export function createGrantRequestStore(kysely: Kysely<Tables>): StewardRequestStore<GrantRequest> {
  return {
    async create(request) {
      const { holder, role, scope, expiresAt } = request
      const row = {
        ...rowOf(request),
        holder_type: holder.type,
        holder_id: holder.id,
        role,
        scope_type: scope.type,
        scope_id: scope.id,
        expires_at: expiresAt,
      }
      await kysely.insertInto('grant_request').values(row).execute()
    },
    async byId(id) {
      const row = await kysely.selectFrom('grant_request').selectAll().where('id', '=', id).executeTakeFirst()
      return row === undefined ? null : grantRequestOf(row)
    },
    async decide(id, { outcome, by, at }) {
      const { numUpdatedRows } = await kysely
        .updateTable('grant_request')
        .set({ outcome, decided_by: by, decided_at: at })
        .where('id', '=', id)
        .where('outcome', 'is', null)
        .executeTakeFirst()
      return numUpdatedRows === 1n
    },
  }
}

/** Keeps policies that are to be published, and those of every version. */
export function createPolicyProposalStore(kysely: Kysely<Tables>): StewardRequestStore<PolicyProposal> {
  return {
    async create(proposal) {
      const row = {
        ...rowOf(proposal),
        files_json: JSON.stringify(proposal.files),
        digest: proposal.digest,
        based_on: proposal.basedOn,
        published_as: proposal.publishedAs,
      }
      await kysely.insertInto('policy_proposal').values(row).execute()
    },
    async byId(id) {
      const row = await kysely.selectFrom('policy_proposal').selectAll().where('id', '=', id).executeTakeFirst()
      return row === undefined ? null : policyProposalOf(row)
    },
    async decide(id, { outcome, by, at }, publishedAs = null) {
      const { numUpdatedRows } = await kysely
        .updateTable('policy_proposal')
        .set({ outcome, decided_by: by, decided_at: at, published_as: publishedAs })
        .where('id', '=', id)
        .where('outcome', 'is', null)
        .executeTakeFirst()
      return numUpdatedRows === 1n
    },
  }
}

function rowOf({ id, reason, requester, requestedAt, lapsesAt, decision }: StewardRequest) {
  return {
    id,
    reason: storableText(reason),
    requester_json: JSON.stringify({ ...requester, name: '' }),
    requested_by: requester.id,
    requested_at: requestedAt,
    lapses_at: lapsesAt,
    outcome: decision?.outcome ?? null,
    decided_by: decision?.by ?? null,
    decided_at: decision?.at ?? null,
  }
}

/** Types were written by the store from the same types. */
function requestOf(row: Selectable<GrantRequestTable | PolicyProposalTable>): StewardRequest {
  const { outcome, decided_by: by, decided_at: at } = row
  return {
    id: row.id,
    reason: row.reason,
    requester: JSON.parse(row.requester_json) as Principal,
    requestedAt: row.requested_at,
    lapsesAt: row.lapses_at,
    decision:
      outcome === null || by === null || at === null
        ? null
        : { outcome: outcome as NonNullable<StewardRequest['decision']>['outcome'], by, at },
  }
}

/** See {@link requestOf}. */
export function grantRequestOf(row: Selectable<GrantRequestTable>): GrantRequest {
  return {
    ...requestOf(row),
    holder: { type: row.holder_type as GrantHolder['type'], id: row.holder_id },
    role: row.role as Role,
    scope: { type: row.scope_type as ScopeType, id: row.scope_id },
    expiresAt: row.expires_at,
  }
}

/** See {@link requestOf}. */
export function policyProposalOf(row: Selectable<PolicyProposalTable>): PolicyProposal {
  return {
    ...requestOf(row),
    files: JSON.parse(row.files_json) as readonly PolicyFile[],
    digest: row.digest,
    basedOn: row.based_on,
    publishedAs: row.published_as,
  }
}
