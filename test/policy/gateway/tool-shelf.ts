import type { StreamName } from '../../../src/connector/contract.ts'
import type { CatalogRecord } from '../../../src/connector/records.ts'

type Kind = CatalogRecord['kind']
type RecordOf<Of extends Kind> = Extract<CatalogRecord, { readonly kind: Of }>

const kindOfStream: Readonly<Record<StreamName, Kind>> = {
  models: 'Model',
  versions: 'ModelVersion',
  experiments: 'Experiment',
  runs: 'Run',
  loggedModels: 'LoggedModel',
  datasets: 'Dataset',
  deployments: 'Deployment',
}

/** Everything that one tool holds now. */
export class ToolShelf {
  #records = new Map<string, CatalogRecord>()

  fill(records: readonly CatalogRecord[]): void {
    this.#records = new Map(records.map((record) => [keyOf(record.kind, record.nativeId), record]))
  }

  find<Of extends Kind>(kind: Of, nativeId: string): RecordOf<Of> | null {
    const record = this.#records.get(keyOf(kind, nativeId))
    return record !== undefined && isOf(kind, record) ? record : null
  }

  all<Of extends Kind>(kind: Of): readonly RecordOf<Of>[] {
    return [...this.#records.values()].filter((record) => isOf(kind, record))
  }

  stream(name: StreamName): readonly CatalogRecord[] {
    return this.all(kindOfStream[name])
  }
}

function isOf<Of extends Kind>(kind: Of, record: CatalogRecord): record is RecordOf<Of> {
  return record.kind === kind
}

function keyOf(kind: Kind, nativeId: string): string {
  return JSON.stringify([kind, nativeId])
}

const shelves = new Map<string, ToolShelf>()

/** The shelf of a name, the same one for every connection to it, so that replicas reach the same tool. */
export function shelfOf(name: string): ToolShelf {
  const shelf = shelves.get(name) ?? new ToolShelf()
  shelves.set(name, shelf)
  return shelf
}
