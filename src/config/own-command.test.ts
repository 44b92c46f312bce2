import { join } from 'node:path'
import { expect, test } from 'vitest'
import { packageRoot } from '../kernel/package-version.ts'
import { ownCommand } from './own-command.ts'

const root = packageRoot()
const sources = join(root, 'src', 'main.ts')

const installed = '/opt/lib/modelwarden/dist/src/main.js'
const started = { environment: {}, workingDirectory: root, program: sources }

test.each([
  ['through npm', { ...started, environment: { npm_lifecycle_event: 'start' } }, 'npm run modelwarden -- doctor'],
  ['in the folder of a clone', started, 'npm run modelwarden -- doctor'],
  ['below a clone', { ...started, workingDirectory: join(root, 'docs') }, 'node ../src/main.ts doctor'],
  ['where it is installed', { ...started, workingDirectory: '/srv', program: installed }, 'modelwarden doctor'],
])('a command to type works %s', (_where, surroundings, command) => {
  expect(ownCommand(['doctor'], surroundings)).toBe(command)
})

test('an argument that a shell would split is quoted', () => {
  const surroundings = { environment: {}, workingDirectory: '/srv' }
  expect(ownCommand(['doctor', '--config', "a b's.yaml"], surroundings)).toBe(
    "modelwarden doctor --config 'a b'\\''s.yaml'",
  )
})
