import { crawledUpTo } from '../catalog/index.ts'
import type { LineagePorts } from './ports.ts'

/** How far the index covers one source. */
export interface SourceCoverage {
  /** Moment up to which all of it was taken in; null until it has been crawled completely. */
  readonly asOf: number | null
  /** When it was first seen at all. */
  readonly since: number | null
}

const uncovered: SourceCoverage = { asOf: null, since: null }

/** How far the index covers the sources of one question; each is looked up once. */
export class Coverage {
  readonly #ports: Pick<LineagePorts, 'sources' | 'progress' | 'index'>
  readonly #known = new Map<string, Promise<SourceCoverage>>()

  constructor(ports: Pick<LineagePorts, 'sources' | 'progress' | 'index'>) {
    this.#ports = ports
  }

  of(source: string): Promise<SourceCoverage> {
    const known = this.#known.get(source) ?? this.#read(source)
    this.#known.set(source, known)
    return known
  }

  /** Whether all of these, as far as they can be crawled, have been crawled. */
  async isWhole(sources: Iterable<string>): Promise<boolean> {
    const all = await Promise.all(
      [...sources].map(async (id) => this.#isPushed(id) || (await this.of(id)).asOf !== null),
    )
    return all.every(Boolean)
  }

  /** What is sent to the gateway is there as soon as it is sent. */
  #isPushed(id: string): boolean {
    return (this.#ports.sources.byId(id)?.streams.length ?? 0) === 0
  }

  async #read(id: string): Promise<SourceCoverage> {
    const source = this.#ports.sources.byId(id)
    if (source === null || source.streams.length === 0) return uncovered
    const [progress, since] = await Promise.all([this.#ports.progress(id), this.#ports.index.indexedSince(id)])
    return { asOf: crawledUpTo(source.streams, progress), since }
  }
}
