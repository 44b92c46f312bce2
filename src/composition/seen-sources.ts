import type { SourceDirectory } from '../catalog/index.ts'
import type { Denials } from './noted-denials.ts'

/** Sources as a caller names them. */
export function notingSources(sources: SourceDirectory, { source }: Pick<Denials, 'source'>): SourceDirectory {
  return {
    all: () => sources.all(),
    byId(id) {
      const found = sources.byId(id)
      if (found === null) source(id)
      return found
    },
  }
}

/** A source that is not among them is unknown: nothing is asked of it, and no list or refusal names it. */
export function sourcesAmong(sources: SourceDirectory, isAmong: (id: string) => boolean): SourceDirectory {
  return {
    all: () => sources.all().filter(({ id }) => isAmong(id)),
    byId: (id) => (isAmong(id) ? sources.byId(id) : null),
  }
}
