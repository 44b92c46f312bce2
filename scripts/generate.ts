import { readFile, writeFile } from 'node:fs/promises'
import { createContext, generate } from '@graphql-codegen/cli'

/** Writes the generated types; with `--check` only tells whether they are what the SDL gives. */
const isCheck = process.argv.includes('--check')
const context = await createContext({ config: 'codegen.yml', silent: true, errorsOnly: true })
const files: readonly { filename: string; content: string }[] = await generate(context, false)
const header = '// Written by `npm run generate` from schema/*.graphql.\n'
const drifted: string[] = []
for (const { filename, content } of files) {
  const wanted = header + content
  const present = await readFile(filename, 'utf8').catch(() => '')
  if (present === wanted) continue
  drifted.push(filename)
  if (!isCheck) await writeFile(filename, wanted)
}
for (const filename of drifted)
  console.log(isCheck ? `${filename} is out of date: npm run generate` : `wrote ${filename}`)
process.exitCode = isCheck && drifted.length > 0 ? 1 : 0
