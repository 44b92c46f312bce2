import { readFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import type { ArtifactStore } from '../../../../src/connector/contract.ts'
import { connectorWith, fault, health, leakSocket, type MutationTable, memberWith, urlOf } from './mutation.ts'

const stored = (bytes: Uint8Array) => ({
  body: Readable.from([Buffer.from(bytes)], { objectMode: false }),
  sizeBytes: null,
  totalBytes: null,
})

/** Tells every path that it is the known file: a store that checks nothing. */
const openStore = (member: ArtifactStore): Partial<ArtifactStore> => ({
  read: (location, _path, range, call) => member.read(location, 'data/model.bin', range, call),
})

/** Broken artifact stores. */
export const storeMutations: MutationTable = {
  'ARTIFACT_STORE: a configured address is claimed, and equal addresses give equal text': [
    memberWith('artifactStore', () => ({ claim: () => null })),
    memberWith('artifactStore', (member) => ({
      claim(uri) {
        const location = member.claim(uri)
        return location && { ...location, uri }
      },
    })),
  ],
  'ARTIFACT_STORE: a foreign address is not claimed': [
    memberWith('artifactStore', () => ({ claim: (uri) => ({ uri, path: '' }) })),
  ],
  'ARTIFACT_STORE: claiming opens no connection and reads no file': [
    connectorWith((connector, host, subject) => {
      const store = connector.artifactStore
      if (store === undefined) return {}
      const claim: ArtifactStore['claim'] = (uri) => {
        health(host, urlOf(subject)).catch(() => undefined)
        return store.claim(uri)
      }
      return { artifactStore: { ...store, claim } }
    }),
    memberWith('artifactStore', (member) => ({
      claim(uri) {
        leakSocket('http://127.0.0.1:9')
        return member.claim(uri)
      },
    })),
  ],
  'ARTIFACT_STORE: listing has no gap and no repeat, whatever the size of a page': [
    memberWith('artifactStore', (member) => ({
      async list(location, options, call) {
        const page = await member.list(location, options, call)
        return options.after === null ? page : { ...page, files: page.files.slice(1) }
      },
    })),
    memberWith('artifactStore', (member) => ({
      list: (location, options, call) => member.list(location, { ...options, after: null }, call),
    })),
    memberWith('artifactStore', (member) => ({
      list: (location, options, call) => member.list(location, { ...options, recursive: true }, call),
    })),
    memberWith('artifactStore', (member) => ({
      list: (location, options, call) => member.list(location, { ...options, limit: 100 }, call),
    })),
    memberWith('artifactStore', (member) => ({
      list: async (location, options, call) => ({ ...(await member.list(location, options, call)), more: false }),
    })),
  ],
  'ARTIFACT_STORE: a file is described with its size, and a missing one is null': [
    memberWith('artifactStore', () => ({ stat: async () => null })),
    memberWith('artifactStore', (member) => ({
      stat: (location, _path, call) => member.stat(location, 'data/model.bin', call),
    })),
  ],
  'ARTIFACT_STORE: a file is read byte for byte': [
    memberWith('artifactStore', () => ({ read: async () => stored(Buffer.from('other')) })),
    memberWith('artifactStore', (member) => ({
      read: async (location, path, range, call) => ({
        ...(await member.read(location, path, range, call)),
        totalBytes: 7,
      }),
    })),
  ],
  'ARTIFACT_STORE: a range is read as asked, both ends inclusive': [
    memberWith('artifactStore', (member) => ({
      read: (location, path, _range, call) => member.read(location, path, null, call),
    })),
    memberWith('artifactStore', (member) => ({
      read: (location, path, range, call) =>
        member.read(location, path, range?.end ? { ...range, end: range.end - 1 } : range, call),
    })),
  ],
  'ARTIFACT_STORE: a range that begins beyond the end gives no bytes': [
    memberWith('artifactStore', (member) => ({
      read: (location, path, _range, call) => member.read(location, path, null, call),
    })),
  ],
  'ARTIFACT_STORE: reading what is not there is refused': [
    memberWith('artifactStore', () => ({ read: async () => stored(new Uint8Array()) })),
    memberWith('artifactStore', (member) => ({
      read: (location, path, range, call) =>
        member.read(location, path, range, call).catch(() => {
          throw fault({})
        }),
    })),
  ],
  'ARTIFACT_STORE: a path that leaves the location is refused': [
    memberWith('artifactStore', openStore),
    memberWith('artifactStore', (member) => ({
      stat: (location, _path, call) => member.stat(location, 'data/model.bin', call),
    })),
    memberWith('artifactStore', () => ({ read: async (_location, path) => stored(readFileSync(path)) })),
  ],
  'ARTIFACT_STORE: a signed address gives the bytes without a credential': [
    memberWith('artifactStore', (member) => ({
      signedUrl: async (location, path) =>
        `${location.uri}/${path}${member.signedUrl === undefined ? '' : '?signature=forged'}`,
    })),
    memberWith('artifactStore', (member) => ({
      async signedUrl(location) {
        return (await member.signedUrl?.(location, 'MLmodel', 60)) ?? ''
      },
    })),
  ],
  'ARTIFACT_STORE: a path that leaves the location is not signed': [
    memberWith('artifactStore', () => ({
      signedUrl: async (location, path) => `${location.uri}/${path}?signature=valid`,
    })),
  ],
}
