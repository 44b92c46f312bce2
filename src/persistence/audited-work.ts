import type { Transaction } from 'kysely'
import type { AuditedWork, AuditWriter } from '../audit/ports.ts'
import type { AuditDraft, AuditHead, AuditStream } from '../audit/types.ts'
import { InvariantError } from '../kernel/invariant.ts'
import { erasePrincipal } from './audit-principals.ts'
import { auditRowsIn } from './audit-rows.ts'
import type { Database } from './database.ts'
import type { Tables } from './tables.ts'

/** Notes an event that is appended when the work around it is done. */
export type Append = (draft: AuditDraft) => void

/** Changes of the store that are recorded, or do not happen. */
export interface AuditedStore extends AuditedWork {
  /**
   * Runs `work` in a transaction. Events that it appends are written last, with the heads of their logs locked in one
   * order, and commit with the work or not at all: when they cannot be written, nothing is changed and a `Fault` is thrown.
   */
  change<Result>(work: (trx: Transaction<Tables>, append: Append) => Promise<Result>): Promise<Result>
}

/** For whoever only reads: every change throws. */
export const readOnly: Pick<AuditedStore, 'change'> = {
  change: () => Promise.reject(new InvariantError('a store that was opened for reading was to be changed')),
}

/** Joins the stores' changes to the audit trail. */
export function createAuditedStore({ kysely, engine }: Database, writer: AuditWriter): AuditedStore {
  const change: AuditedStore['change'] = async (work) => {
    const heads: AuditHead[] = []
    const result = await kysely.transaction().execute(async (trx) => {
      const drafts: AuditDraft[] = []
      const value = await work(trx, (draft) => void drafts.push(draft))
      const rows = auditRowsIn(trx, engine)
      for (const [stream, own] of byStream(drafts)) heads.push(await writer.append(rows, stream, own))
      return value
    })
    for (const head of heads) writer.confirm(head)
    return result
  }
  return {
    change,
    async record(drafts) {
      if (drafts.length === 0) return
      await change(async (_trx, append) => {
        for (const draft of drafts) append(draft)
      })
    },
    forget: (id, actor) =>
      change(async (trx, append) => {
        if (!(await erasePrincipal(trx, id, Date.now()))) return false
        const resource = { type: 'Principal', id }
        append({ type: 'gov.principal.forgotten.v1', actor, action: 'principal:forget', resource, decision: 'ALLOW' })
        return true
      }),
    checkpoint: (stream) => kysely.transaction().execute((trx) => writer.checkpoint(auditRowsIn(trx, engine), stream)),
  }
}

/** In one order everywhere, so that two who write to both logs never wait for each other. */
function byStream(drafts: readonly AuditDraft[]): readonly (readonly [AuditStream, readonly AuditDraft[]])[] {
  const groups = Object.groupBy(drafts, ({ stream = 'decisions' }) => stream)
  return (['access', 'decisions'] as const).flatMap((stream) => {
    const own = groups[stream]
    return own === undefined ? [] : [[stream, own] as const]
  })
}
