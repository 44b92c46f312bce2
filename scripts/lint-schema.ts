import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import * as graphqlEslint from '@graphql-eslint/eslint-plugin'
import { ESLint, type Linter } from 'eslint'

/** Holds the SDL against the rules of graphql-eslint: descriptions, names, Relay's shapes, inputs and nullability. */
const folder = resolve(import.meta.dirname, '..', 'schema')

/** Directives that the SDL gets by `@link`, which the linter knows nothing of. */
const linked = `
directive @key(fields: String!) repeatable on OBJECT | INTERFACE
directive @shareable repeatable on OBJECT | FIELD_DEFINITION
directive @cost(weight: Int!) on ARGUMENT_DEFINITION | ENUM | FIELD_DEFINITION | INPUT_FIELD_DEFINITION | OBJECT | SCALAR
directive @listSize(assumedSize: Int, slicingArguments: [String!], sizedFields: [String!], requireOneSlicingArgument: Boolean = true) on FIELD_DEFINITION
`

const texts = readdirSync(folder)
  .filter((name) => name.endsWith('.graphql'))
  .toSorted()
  .map((name) => ({ file: join(folder, name), text: withoutLink(readFileSync(join(folder, name), 'utf8')) }))

const rules: Linter.RulesRecord = {
  ...graphqlEslint.configs['flat/schema-recommended'].rules,
  ...graphqlEslint.configs['flat/schema-relay'].rules,
  '@graphql-eslint/description-style': ['error', { style: 'block' }],
  '@graphql-eslint/require-description': [
    'error',
    { types: true, FieldDefinition: true, InputValueDefinition: true, EnumValueDefinition: true },
  ],
  '@graphql-eslint/input-name': ['error', { checkInputType: true, caseSensitiveInputType: false }],
  '@graphql-eslint/no-scalar-result-type-on-mutation': 'error',
  '@graphql-eslint/require-nullable-result-in-root': 'error',
  // Lists go forward only: the stores that tools page by cannot be read backwards.
  '@graphql-eslint/relay-arguments': ['error', { includeBoth: false }],
  '@graphql-eslint/require-deprecation-date': 'error',
  // `nodes(ids)` and `userErrors` are lists and no pages; a page of measured points holds no nodes.
  '@graphql-eslint/relay-edge-types': ['error', { listTypeCanWrapOnlyEdgeType: false, shouldImplementNode: false }],
  // Only what implements Node has an id; the parts of such an object have none.
  '@graphql-eslint/strict-id-in-types': 'off',
}

const eslint = new ESLint({
  overrideConfigFile: true,
  ignore: false,
  cwd: folder,
  overrideConfig: [
    {
      files: ['**/*.graphql'],
      // The plugin's types are those of another version of ESLint; its rules are of the shape that this one takes.
      plugins: { '@graphql-eslint': { rules: graphqlEslint.rules as unknown as ESLint.Plugin['rules'] & {} } },
      languageOptions: {
        parser: graphqlEslint.parser,
        parserOptions: { graphQLConfig: { schema: [linked, ...texts.map(({ text }) => text)].join('\n') } },
      },
      rules,
    },
  ],
})

let errors = 0
for (const { file, text } of texts) {
  for (const { messages } of await eslint.lintText(text, { filePath: file })) {
    for (const { line, column, ruleId, message } of messages) {
      errors += 1
      console.log(`${file}:${line}:${column} ${ruleId ?? ''} ${message}`)
    }
  }
}
process.exitCode = errors === 0 ? 0 : 1

/** Blanks the `extend schema @link(...)`, keeping line numbers. */
function withoutLink(text: string): string {
  return text.replace(/^extend schema\n\s+@link\([^)]*\)\n/m, '\n\n')
}
