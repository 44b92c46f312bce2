import { readCheckpoint } from './signed-note.ts'
import type { AuditStream } from './types.ts'
import type { FoundNote } from './verify-log.ts'

/**
 * Which of the notes in a place are to be held against a log: its own, and whatever is no checkpoint. Installations may share
 * a place, so checkpoints of other logs are left out; but where there is none of the log's own, those of the same kind count,
 * since the log may not be the one that was anchored there.
 */
export function notesOfLog(
  { origin, stream }: { readonly origin: string; readonly stream: AuditStream },
  found: readonly FoundNote[],
): readonly FoundNote[] {
  const read = found.map((note) => ({ note, checkpoint: readCheckpoint(note.note) }))
  const hasOwn = read.some(({ checkpoint }) => checkpoint?.origin === origin)
  return read.flatMap(({ note, checkpoint }) => {
    const isOther = checkpoint !== undefined && checkpoint.origin !== origin
    const isLeftOut = isOther && (hasOwn || !checkpoint.origin.endsWith(`/${stream}`))
    return isLeftOut ? [] : [note]
  })
}
