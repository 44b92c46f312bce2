import { describe, expect, test } from 'vitest'
import type { MirroredObject } from '../catalog/index.ts'
import { mintUid } from '../kernel/ids.ts'
import { compareBytes } from './compare-bytes.ts'
import type { StoredFile } from './types.ts'

const call = { signal: new AbortController().signal, requestId: 'test' }
const address = { store: 'disk', uri: 'file:///srv' }
const version: MirroredObject = {
  uid: mintUid(1),
  kind: 'ModelVersion',
  source: 'tracking',
  workspace: '',
  nativeId: 'fraud\n1',
  nativeCreatedAt: 1,
  parentUid: null,
  name: 'fraud',
  description: null,
  createdAt: 1,
  updatedAt: 1,
  observedAt: 1,
  facts: {},
  accessClass: '',
}

/** Files by path; the text stands for the bytes, null for bytes that cannot be digested within the budget. */
function files(content: Readonly<Record<string, string | null>>): readonly StoredFile[] {
  return Object.entries(content).map(([path, text]) => ({ path, sizeBytes: text?.length ?? 3, sha256: text }))
}

function compare(served: Parameters<typeof files>[0], registered: Parameters<typeof files>[0] | null) {
  const facts = { saveDigest: async () => {} }
  const digester = async (_: unknown, file: StoredFile) => file.sha256
  const known = { version, address, files: registered === null ? null : files(registered) }
  return compareBytes({ digester, facts }, { served: { address, files: files(served) }, registered: known }, call)
}

const model = { MLmodel: 'about', 'model.pkl': 'weights', 'conda.yaml': 'env' }

describe('a served folder', () => {
  test('is a version when it holds the same files', async () => {
    expect(await compare(model, model)).toBe('SAME')
  })

  test('is that version also with what tools put beside the model at the top', async () => {
    const beside = { 'model-settings.json': '{}', 'settings.json': '{}', registered_model_meta: 'name' }
    expect(await compare({ ...model, ...beside }, model)).toBe('SAME')
    expect(await compare({ ...model, 'code/settings.json': '{}' }, model)).toBe('DIFFERENT')
  })

  test('is that version also with what Python has compiled of it, and with nothing else beside that', async () => {
    const code = { ...model, 'model.py': 'model', 'code/features.py': 'more' }
    const made = { '__pycache__/model.cpython-310.pyc': 'x', 'code/__pycache__/features.cpython-312.opt-1.pyc': 'y' }
    expect(await compare({ ...code, ...made }, code)).toBe('SAME')
    expect(await compare({ 'model.py': 'model', '__pycache__/model.cpython-310.pyc': 'x' }, code)).toBe('SAME')
    expect(await compare({ ...code, '__pycache__/other.cpython-310.pyc': 'x' }, code)).toBe('DIFFERENT')
    expect(await compare({ ...code, '__pycache__/model.py': 'x' }, code)).toBe('DIFFERENT')
    const logged = { ...code, '__pycache__/model.cpython-310.pyc': 'x' }
    expect(await compare({ ...code, '__pycache__/model.cpython-310.pyc': 'z' }, logged)).toBe('DIFFERENT')
  })

  test.each([
    ['one more file', { ...model, 'extra.py': 'code' }],
    ['one file fewer', { MLmodel: 'about', 'model.pkl': 'weights' }],
    ['a file under another path', { MLmodel: 'about', 'other.pkl': 'weights', 'conda.yaml': 'env' }],
    ['other bytes of the same size', { ...model, 'model.pkl': 'wEights' }],
  ])('with %s is another one', async (_, served) => {
    expect(await compare(served, model)).toBe('DIFFERENT')
  })

  test('is unknown while a file is not compared, and different as soon as one differs', async () => {
    expect(await compare({ ...model, 'conda.yaml': null }, model)).toBe('UNKNOWN')
    expect(await compare({ ...model, 'conda.yaml': null, MLmodel: 'other' }, model)).toBe('DIFFERENT')
    expect(await compare(model, null)).toBe('UNKNOWN')
  })
})

describe('a single served file', () => {
  test('is of every version that holds its bytes, under any path', async () => {
    expect(await compare({ '': 'weights' }, model)).toBe('SAME')
    expect(await compare({ 'copy.pkl': 'weights', 'model-settings.json': '{}' }, model)).toBe('SAME')
    expect(await compare({ '': 'wEights' }, model)).toBe('DIFFERENT')
  })

  test('without bytes is of no version', async () => {
    expect(await compare({ '': '' }, { ...model, 'empty.txt': '' })).toBe('DIFFERENT')
    expect(await compare({ 'model-settings.json': '{}' }, model)).toBe('DIFFERENT')
  })
})
