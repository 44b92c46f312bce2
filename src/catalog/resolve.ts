import type { CallContext, Capability } from '../connector/contract.ts'
import { inParallel } from '../kernel/in-parallel.ts'
import { type Outcome, refuse, succeed } from '../kernel/outcome.ts'
import { type Fault, type Problem, problem } from '../kernel/problem.ts'
import { findMatches } from './find-matches.ts'
import { findMirrored, meetHidden } from './find-mirrored.ts'
import { unknownSource } from './known-source.ts'
import { capabilityOf, isLiveKind } from './live-kinds.ts'
import { lookalikes } from './lookalikes.ts'
import { type NamedReading, parseRef, type RefReading, refExamples } from './parse-ref.ts'
import type { ConnectedSource } from './ports.ts'
import { type LivePorts, readLive } from './read-live.ts'
import { globalIdOf, refOf } from './ref-of.ts'
import { faultFrom } from './tool-fault.ts'
import type { MirroredKind, MirroredObject } from './types.ts'

/** Which object is wanted. */
export interface RefQuestion {
  readonly ref: string
  readonly source: string | null
  readonly kinds: readonly MirroredKind[] | null
  readonly call: CallContext
}

/** Sources asked at the same time for one ref. */
const sourcesAtOnce = 8

/** Characters of a ref that a refusal repeats. */
const shownLengthMax = 200

/** Sources that a refusal names in its message; a mutation's has nothing else to name them in. */
const sourcesShownMax = 8

/**
 * The object that a ref names, asked of the tools themselves. For a source that cannot be asked the mirror answers: an
 * object that it knows is found, and counts when it is told whether a name is ambiguous. Refuses with BAD_USER_INPUT,
 * NOT_FOUND or AMBIGUOUS_REF (`details.candidates`). When nothing was found and a source could not be asked, that source's
 * fault is thrown: what the mirror lacks may still exist.
 */
export async function resolveRef(ports: LivePorts, question: RefQuestion): Promise<Outcome<MirroredObject>> {
  const parsed = parseRef(question.ref)
  if (!parsed.ok) return parsed
  const readings = parsed.value.filter((reading) => isWanted(reading, question.kinds))
  if (readings.length === 0) return refuse(wrongKind(question))
  if (question.source !== null && ports.sources.byId(question.source) === null)
    return refuse(unknownSource(ports.sources, ['source']))
  const faults = new Map<string, Fault>()
  for (const reading of readings) {
    const matches =
      reading.by === 'id'
        ? await findById(ports, reading, question)
        : await askSources(ports, reading, { question, faults })
    const [only, ...others] = matches.filter(
      (object) => question.kinds === null || question.kinds.includes(object.kind),
    )
    if (only !== undefined)
      return others.length === 0 ? succeed(only) : refuse(ambiguous(question.ref, [only, ...others]))
  }
  const [fault] = faults.values()
  if (fault !== undefined) throw fault
  return refuse(notFound(question.ref, await lookalikes(ports.store, readings, question.source)))
}

async function askSources(
  ports: LivePorts,
  reading: NamedReading,
  { question, faults }: { readonly question: RefQuestion; readonly faults: Map<string, Fault> },
): Promise<readonly MirroredObject[]> {
  const isAsked = (source: ConnectedSource) => question.source === null || source.id === question.source
  // A source that could not tell whether it holds what the ref more likely means is not asked for what it means less likely.
  const sources = ports.sources
    .all()
    .filter((source) => isAsked(source) && canHold(source, reading) && !faults.has(source.id))
  const perSource = await inParallel(sources, sourcesAtOnce, async (source) => {
    if (reading.kind !== null && !ports.store.mayAnswer(reading.kind, source.id)) {
      await meetHidden(ports.store, source, reading)
      return []
    }
    try {
      return await findMatches(ports, source, { reading, call: question.call })
    } catch (error) {
      faults.set(source.id, faultFrom(error, source.id))
      return findMirrored(ports.store, source, reading)
    }
  })
  return perSource.flat()
}

/** An id names one object for good, so its tool is asked only whether it is still there; a tool that fails does not undo it. */
async function findById(
  ports: LivePorts,
  reading: RefReading & { readonly by: 'id' },
  question: RefQuestion,
): Promise<readonly MirroredObject[]> {
  const [object] = await ports.store.byUids([reading.uid])
  if (object === null || object === undefined || object.kind !== reading.kind) return []
  if (question.source !== null && object.source !== question.source) return []
  if (!isLiveKind(object.kind)) return [object]
  const [live] = await readLive(ports, object.kind, { objects: [object], call: question.call })
  return live === null ? [] : [object]
}

function isWanted(reading: RefReading, kinds: readonly MirroredKind[] | null): boolean {
  return kinds === null || reading.kind === null || kinds.includes(reading.kind)
}

/** Data is kept by catalogues of data, and by trackers as what runs read. */
function canHold(source: ConnectedSource, reading: RefReading): boolean {
  const has = (capability: Capability) => source.capabilities.includes(capability)
  if (reading.kind === null) return true
  if (isLiveKind(reading.kind)) return has(capabilityOf[reading.kind])
  return has('DATASET_CATALOGUE') || has('EXPERIMENT_TRACKER')
}

function wrongKind({ ref, kinds }: RefQuestion): Problem {
  const wanted = (kinds ?? []).join(' or ')
  const message = `A ref of ${wanted} is wanted here; ${shown(ref)} names something else.`
  return problem('BAD_USER_INPUT', message, { field: ['ref'], details: { examples: refExamples } })
}

function notFound(ref: string, similar: readonly MirroredObject[]): Problem {
  const hint = similar.length === 0 ? '' : ' The candidates are like it.'
  return problem('NOT_FOUND', `Nothing is named ${shown(ref)}.${hint}`, {
    field: ['ref'],
    details: { candidates: similar.map(candidateOf) },
  })
}

function ambiguous(ref: string, matches: readonly MirroredObject[]): Problem {
  const sources = [...new Set(matches.map(({ source }) => source))].toSorted()
  const where = sources.length > sourcesShownMax ? '' : ` (${sources.join(', ')})`
  const message = `${shown(ref)} names ${matches.length} objects${where}. Choose one by \`source\`, or use its id.`
  return problem('AMBIGUOUS_REF', message, { field: ['ref'], details: { candidates: matches.map(candidateOf) } })
}

function candidateOf(object: MirroredObject) {
  const { source, workspace } = object
  return { ref: refOf(object), source, id: globalIdOf(object), workspace: workspace === '' ? null : workspace }
}

/** A ref may be longer than anybody wants to read back. */
function shown(ref: string): string {
  return ref.length <= shownLengthMax ? ref : `${ref.slice(0, shownLengthMax)}…`
}
