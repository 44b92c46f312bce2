import type { CallContext, ModelRegistry } from '../connector/contract.ts'
import type { ModelDescription } from '../connector/records.ts'
import { Fault } from '../kernel/problem.ts'
import { sealedKey } from './object-keys.ts'
import type { CatalogPorts } from './ports.ts'
import { recordFromText, recordToText } from './record-text.ts'
import { createSharedReads, type SharedReads } from './shared-reads.ts'
import { unreadableFault } from './tool-fault.ts'
import type { LiveModelVersion } from './types.ts'

/** A version's files do not change once it is ready. An hour bounds what a wrong entry could do. */
const sealedTtlMs = 60 * 60 * 1_000

/** Facts that lie in a version's own files. */
export interface SealedFacts {
  describe(version: LiveModelVersion, call: CallContext): Promise<ModelDescription | null>
  locate(version: LiveModelVersion, call: CallContext): Promise<string | null>
}

/** Makes the reads of sealed facts. Both throw the source's fault; nothing and failures are not kept. */
export function createSealedFacts(ports: Pick<CatalogPorts, 'sources' | 'cache' | 'clock'>): SealedFacts {
  const descriptions = createSharedReads<ModelDescription>()
  const locations = createSharedReads<string>()

  const registryOf = (version: LiveModelVersion): ModelRegistry => {
    const registry = ports.sources.byId(version.object.source)?.connector.modelRegistry
    if (registry === undefined) throw unreadableFault(version.object.source)
    return registry
  }

  const readOne = async <Item>(
    shared: SharedReads<Item>,
    fact: SealedFact<Item>,
    call: CallContext,
  ): Promise<Item | null> => {
    const { source } = fact.version.object
    const { createdAt, workspace, nativeId, status } = fact.version.record
    const key = sealedKey(fact.name, { source, workspace, nativeId, createdAt })
    const [answer] = await shared.readMany({ source, keys: [key], call }, async (_keys, toolCall) => {
      const [copy] = await ports.cache.getMany([key])
      const known = copy === null || copy === undefined ? undefined : recordFromText(copy.value)
      if (fact.isItem(known)) return [{ record: known, observedAt: copy?.observedAt ?? 0 }]
      const observedAt = ports.clock.now()
      const record = await fact.ask(toolCall)
      const object = { value: recordToText(record), observedAt }
      if (record !== null && status === 'READY') await ports.cache.setMany([{ key, object, ttlMs: sealedTtlMs }])
      return [{ record, observedAt }]
    })
    if (answer instanceof Fault) throw answer
    return answer?.record ?? null
  }

  return {
    describe(version, call) {
      const ask = async (toolCall: CallContext) => registryOf(version).describe(version.record, toolCall)
      return readOne(descriptions, { name: 'description', version, isItem: isDescription, ask }, call)
    },
    locate(version, call) {
      const ask = async (toolCall: CallContext) => registryOf(version).locate(version.record, toolCall)
      const isItem = (value: unknown) => typeof value === 'string'
      return readOne(locations, { name: 'location', version, isItem, ask }, call)
    },
  }
}

interface SealedFact<Item> {
  readonly name: 'description' | 'location'
  readonly version: LiveModelVersion
  isItem(value: unknown): value is Item
  ask(call: CallContext): Promise<Item | null>
}

function isDescription(value: unknown): value is ModelDescription {
  return typeof value === 'object' && value !== null && Array.isArray(Reflect.get(value, 'flavors'))
}
