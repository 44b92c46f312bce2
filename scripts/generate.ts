import { readFile, writeFile } from 'node:fs/promises'
import { createContext, generate } from '@graphql-codegen/cli'
import { configJsonSchema, configMarkdown } from './config-docs.ts'

/** Writes the generated types and the reference of the configuration; with `--check` only tells whether they are what the sources give. */
const isCheck = process.argv.includes('--check')
const context = await createContext({
  config: 'codegen.yml',
  silent: true,
  errorsOnly: true,
  watch: false,
  require: [],
  overwrite: false,
  project: '',
  profile: false,
})
const files: readonly { filename: string; content: string }[] = await generate(context, false)
const header = '// Written by `npm run generate` from schema/*.graphql.\n'
const drifted: string[] = []
const outputs = [
  ...files.map(({ filename, content }) => ({ filename, wanted: header + content })),
  { filename: 'docs/configuration.md', wanted: configMarkdown() },
  { filename: 'docs/modelwarden.schema.json', wanted: configJsonSchema() },
]
for (const { filename, wanted } of outputs) {
  const present = await readFile(filename, 'utf8').catch(() => '')
  if (present === wanted) continue
  drifted.push(filename)
  if (!isCheck) await writeFile(filename, wanted)
}
for (const filename of drifted)
  console.log(isCheck ? `${filename} is out of date: npm run generate` : `wrote ${filename}`)
process.exitCode = isCheck && drifted.length > 0 ? 1 : 0
