import { maxAliasesRule } from '@escape.tech/graphql-armor-max-aliases'
import { maxDepthRule } from '@escape.tech/graphql-armor-max-depth'
import { maxDirectivesRule } from '@escape.tech/graphql-armor-max-directives'
import { GraphQLError, type ValidationContext, type ValidationRule } from 'graphql'

/** Tokens of a document; the largest queries of the console and of Relay have some hundred. */
export const tokensMax = 2_000
/** Errors that validation reports before it stops. */
export const errorsMax = 5

/** Fields below one another. */
export const depthMax = 12
/** Fields under another name. */
export const aliasesMax = 30
/** Directives in a document. */
export const directivesMax = 8

/** Rules on the shape of a document. What a rule refuses carries the name of its `limit`. */
export const documentLimits: readonly ValidationRule[] = [
  maxDepthRule({ n: depthMax, ...report('depth', depthMax) }),
  // The default of this rule lets any number of `__typename` aliases through.
  maxAliasesRule({ n: aliasesMax, allowList: [], ...report('aliases', aliasesMax) }),
  maxDirectivesRule({ n: directivesMax, ...report('directives', directivesMax) }),
]

function report(limit: string, max: number) {
  const message = `The document exceeds the limit of ${max} (${limit}).`
  const onReject = (context: ValidationContext | null) =>
    context?.reportError(new GraphQLError(message, { extensions: { limit, max } }))
  return { propagateOnRejection: false, onReject: [onReject] }
}
