import { randomUUID } from 'node:crypto'
import type { FormattedExecutionResult } from 'graphql'
import type { AnswerPath, AnswerRecording } from './recording.ts'

/** Recordings whose answers are about to be written, by their data. */
const recordings = new WeakMap<object, AnswerRecording>()

/** Has an answer's recording told how it was written. */
export function recordWriting(data: Record<string, unknown>, recording: AnswerRecording): void {
  recordings.set(data, recording)
}

/**
 * Writes an answer as JSON, as Apollo Server does. What a recording waits for is written once: its text is handed over in
 * pieces, before, between and after the times that are others whenever it is sent again.
 */
export function writeResult(result: FormattedExecutionResult): string {
  const { data, ...beside } = result
  const recording = data == null ? undefined : recordings.get(data)
  if (data == null || recording === undefined) return `${JSON.stringify(result)}\n`
  // Nobody can have chosen it, as it is made only now.
  const mark = `~${randomUUID()}~`
  const { text, values } = withMarks(data, { paths: recording.times.map(({ path }) => path), mark })
  const pieces = `{"data":${text}`.split(new RegExp(`"${mark}(\\d+)"`))
  recording.noteText({
    parts: pieces.filter((_piece, at) => at % 2 === 0),
    order: pieces.filter((_piece, at) => at % 2 === 1).map(Number),
  })
  const whole = pieces.map((piece, at) => (at % 2 === 0 ? piece : JSON.stringify(values[Number(piece)])))
  const end = JSON.stringify(beside).slice(1)
  return `${whole.join('')}${end === '}' ? '' : ','}${end}\n`
}

/** JSON of data with marks in the place of its times, and what stood there. */
function withMarks(
  data: Record<string, unknown>,
  { paths, mark }: { readonly paths: readonly AnswerPath[]; readonly mark: string },
): { readonly text: string; readonly values: readonly unknown[] } {
  const replaced = paths.map((path, at) => replace(data, path, mark + String(at)))
  try {
    return { text: JSON.stringify(data), values: replaced.map(({ before }) => before) }
  } finally {
    for (const { undo } of replaced.toReversed()) undo()
  }
}

interface Replaced {
  readonly before: unknown
  readonly undo: () => void
}

function replace(data: unknown, path: AnswerPath, value: string): Replaced {
  const last = path.at(-1)
  let parent = data
  for (const step of path.slice(0, -1))
    parent = typeof parent === 'object' && parent !== null ? Reflect.get(parent, step) : null
  if (typeof parent !== 'object' || parent === null || last === undefined)
    return { before: null, undo: () => undefined }
  const holder = parent
  const before: unknown = Reflect.get(holder, last)
  Reflect.set(holder, last, value)
  return { before, undo: () => void Reflect.set(holder, last, before) }
}
