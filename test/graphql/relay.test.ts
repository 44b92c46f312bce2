import { execFile } from 'node:child_process'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { printPublicSchema } from '../../src/graphql/print-schema.ts'
import { temporaryFolder } from '../support/tools.ts'

const component = `
graphql\`
  fragment versionsOfModel on Model
  @argumentDefinitions(count: { type: "Int", defaultValue: 10 }, cursor: { type: "String" })
  @refetchable(queryName: "versionsOfModelPageQuery") {
    versions(first: $count, after: $cursor) @connection(key: "versionsOfModel_versions") {
      edges { node { id version aliases } }
    }
  }
\`
`

test('the Relay compiler takes a refetchable connection of the schema', async () => {
  const folder = temporaryFolder('relay')
  mkdirSync(join(folder, 'src'))
  writeFileSync(join(folder, 'schema.graphql'), printPublicSchema())
  writeFileSync(join(folder, 'src', 'versionsOfModel.js'), component)
  const config = { src: './src', schema: './schema.graphql', language: 'javascript' }
  writeFileSync(join(folder, 'relay.config.json'), JSON.stringify(config))
  const cli = join(dirname(createRequire(import.meta.url).resolve('relay-compiler/package.json')), 'cli.js')
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [cli, './relay.config.json'], { cwd: folder })
  expect(stdout + stderr).toContain('Compilation completed')
  expect(readdirSync(join(folder, 'src', '__generated__'))).toContain('versionsOfModelPageQuery.graphql.js')
})
