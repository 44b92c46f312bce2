import { execFileSync } from 'node:child_process'
import { mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { manifest } from '../../connectors/filesystem/manifest.ts'
import { conformanceChecks, conformanceHost } from '../../src/connector/conformance.ts'
import { temporaryFolder } from '../support/tools.ts'

const folder = temporaryFolder('filesystem')
const root = join(folder, 'models')
const files: Readonly<Record<string, Uint8Array>> = {
  MLmodel: Buffer.from('flavors: {sklearn: {}}\n'),
  'data/model.pkl': Buffer.from(Array.from({ length: 70_000 }, (_, index) => index % 251)),
  'data/deep/er/ü 100%.txt': Buffer.from('x'),
  'data-1.txt': Buffer.from('sorts between data and data/'),
  empty: Buffer.alloc(0),
}
for (const [path, bytes] of Object.entries(files)) {
  mkdirSync(dirname(join(root, 'fraud', path)), { recursive: true })
  writeFileSync(join(root, 'fraud', path), bytes)
}
mkdirSync(join(root, 'other'))
writeFileSync(join(root, 'other', 'secret.txt'), 'of another owner')
// Beside the location, where the suite knows every file, lies a copy of it with what must not be followed.
execFileSync('cp', ['-r', join(root, 'fraud'), join(root, 'linked')])

describe('filesystem', () => {
  const checks = conformanceChecks({
    manifest,
    config: { root },
    invalidConfigs: [
      { name: 'no root', config: {} },
      { name: 'the whole machine', config: { root: '/' } },
      { name: 'a folder of another machine', config: { root: 'file://host/srv' } },
      { name: 'another scheme', config: { root: 7 } },
    ],
    host: () => conformanceHost('disk'),
    known: {
      workspaces: [''],
      artifactStore: {
        uri: `file://${root}/fraud`,
        sameUris: [`${root}/fraud`, `${root}//fraud/`, `file:${root}/fraud/`, `file://localhost${root}/./fraud`],
        foreignUris: [
          `${root}2/fraud`,
          `${root}/../models/fraud`,
          folder,
          `file://host${root}/fraud`,
          's3://models/fraud',
        ],
        files,
        file: 'MLmodel',
        missing: 'none/at/all',
        escapes: ['../other/secret.txt'],
      },
    },
    faults: {
      stop: async () => renameSync(root, `${root}.away`),
      start: async () => {
        try {
          renameSync(`${root}.away`, root)
        } catch (error) {
          // The suite starts a tool again that is running already.
          if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
        }
      },
    },
  })
  test.for(checks)('$name', (check) => expect(check.run()).resolves.toBeUndefined())
})

describe('a location with links out of it', () => {
  symlinkSync('../other/secret.txt', join(root, 'linked', 'out'))
  symlinkSync('../other', join(root, 'linked', 'folder-out'))
  const { MLmodel = Buffer.alloc(0) } = files
  const checks = conformanceChecks({
    manifest,
    config: { root },
    invalidConfigs: [{ name: 'no root', config: {} }],
    host: () => conformanceHost('disk'),
    known: {
      workspaces: [''],
      artifactStore: {
        uri: `${root}/linked`,
        sameUris: [],
        foreignUris: [folder],
        files: { MLmodel },
        file: 'MLmodel',
        missing: 'none',
        escapes: ['out', 'folder-out/secret.txt'],
      },
    },
  })
  const confinement = checks.filter(({ name }) => name.includes('leaves the location'))
  test.for(confinement)('$name', (check) => expect(check.run()).resolves.toBeUndefined())
})
