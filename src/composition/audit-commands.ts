import {
  type AuditStream,
  auditStreams,
  exportLines,
  type FoundNote,
  isVerifierKey,
  type LogReport,
  verifyStore,
} from '../audit/index.ts'
import type { LoadedConfig } from '../config/index.ts'
import type { Actor } from '../kernel/actor.ts'
import { type OpenAudit, openAnchors } from './audit.ts'

/** Which part of which logs; see `audit export`. */
type Range = Parameters<typeof exportLines>[1]

/** Records that the trail is handed out, then gives its lines. */
export async function exportAuditTrail(audit: OpenAudit, range: Range, by: Actor): Promise<AsyncIterable<string>> {
  const details = { streams: range.streams, from: range.from, to: range.to }
  const resource = { type: 'AuditLog', id: '*' }
  const facts = { actor: by, action: 'audit:export', resource, decision: 'ALLOW', details } as const
  await audit.audited.record([{ ...facts, type: 'gov.audit.exported.v1' }])
  return exportLines(audit, range)
}

/** Verifies every log of the store. `anchored` null reads the configured anchors; one that cannot be reached throws. */
export async function verifyAuditTrail(
  loaded: LoadedConfig,
  audit: OpenAudit,
  anchored: readonly FoundNote[] | null,
): Promise<readonly (LogReport & { readonly stream: AuditStream })[]> {
  const notes = anchored ?? (await notesOfAnchors(loaded))
  const reports = []
  for (const stream of auditStreams) {
    const report = await verifyStore({ store: audit.store, keys: audit.keys, anchored: notes }, stream)
    reports.push({ ...report, stream })
  }
  return reports
}

async function notesOfAnchors(loaded: LoadedConfig): Promise<readonly FoundNote[]> {
  const notes: FoundNote[] = []
  for (const anchor of await openAnchors(loaded)) {
    const texts = await anchor.all()
    notes.push(
      ...texts
        .filter((text) => !isVerifierKey(text))
        .map((note) => ({ note, place: `a checkpoint of ${anchor.name}`, isAnchor: true })),
    )
  }
  return notes
}
