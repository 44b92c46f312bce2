import type { ArtifactStore, CallContext, ConnectorHost, FileRecord } from '../../src/connector/index.ts'
import { addressOf, parseAddress, pathBelow, relativeTo } from './address.ts'
import { notFound, toFault } from './fault.ts'
import { find, type Root } from './open.ts'
import { readFile } from './read.ts'
import { toRecord } from './record.ts'
import { type ListOptions, walk } from './walk.ts'

/**
 * The artifact store over one folder of this machine. A location may be reached through links within the root; what
 * is asked for below it must really lie within the location, because what a caller may see is decided by location.
 */
export function createStore(root: Root, host: ConnectorHost): ArtifactStore {
  const below = (...parts: readonly string[]) => pathBelow(root.path, { source: root.source, parts })
  const guarded = createGuarded(host)
  return {
    claim(uri) {
      const absolute = parseAddress(uri)
      const path = absolute === null ? null : relativeTo(root.path, absolute)
      return absolute === null || path === null ? null : { uri: addressOf(absolute), path }
    },
    list: (location, options, call) =>
      guarded('list', call, async (signal) => {
        if (options.after !== null) below(options.after)
        return listFolder({ root, host, path: below(location.path) }, options, { ...call, signal })
      }),
    stat: (location, path, call) =>
      guarded('stat', call, async () => {
        const place = await enter(below(location.path), path)
        const found = place === null ? null : await find(place.within, place.path)
        return found === null ? null : toRecord(path, found.facts)
      }),
    read: (location, path, range, call) =>
      guarded('read', call, async (signal) => {
        const place = await enter(below(location.path), path)
        if (place === null) throw notFound({ source: root.source, operation: 'read' })
        const content = await readFile(place.within, { path: place.path, range }, call)
        // Nobody waits for it any more, so nobody would close it.
        if (signal.aborted) content.body.destroy()
        return content
      }),
  }

  /** Makes the location the root of what follows; null when there is no such location. */
  async function enter(
    location: string,
    path: string,
  ): Promise<{ readonly within: Root; readonly path: string } | null> {
    // Refuses a path that is not plain before anything is looked at.
    below(path)
    const top = await find(root, location)
    if (top === null) return null
    const within = { source: root.source, path: top.realPath }
    return { within, path: path === '' ? top.realPath : `${top.realPath}/${path}` }
  }
}

async function listFolder(
  { root, host, path }: { readonly root: Root; readonly host: ConnectorHost; readonly path: string },
  options: ListOptions,
  call: CallContext,
): Promise<{ readonly files: readonly FileRecord[]; readonly more: boolean }> {
  const top = await find(root, path)
  if (top === null || !top.facts.isDirectory()) return { files: [], more: false }
  const onLeftOut = (leftOut: string) =>
    host.log.warn({ path: leftOut }, 'An entry that may not be followed was left out of a listing')
  const within = { source: root.source, path: top.realPath }
  const files: FileRecord[] = []
  for await (const file of walk({ root: within, options, call, onLeftOut }, top)) {
    if (files.length === options.limit) return { files, more: true }
    files.push(file)
  }
  return { files, more: false }
}

type Guarded = <Result>(
  operation: string,
  call: CallContext,
  work: (signal: AbortSignal) => Promise<Result>,
) => Promise<Result>

/** The host's limits, and every error a fault. */
export function createGuarded(host: ConnectorHost): Guarded {
  return async (operation, call, work) => {
    try {
      return await host.guard(operation, call, async (signal) => work(signal))
    } catch (error) {
      throw toFault(error, { source: host.source, operation })
    }
  }
}
