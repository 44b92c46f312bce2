import { refOf } from '../../catalog/index.ts'
import type { Resolvers } from '../generated/types.ts'
import { listOf } from '../list.ts'
import { checkText, kindOfSearch, searchKindOf } from '../search-kinds.ts'

/** Search over names, tags and descriptions. */
export const searchResolvers: Resolvers = {
  Query: {
    search: (_root, args, context) => {
      const text = checkText(args.text)
      const kinds = kindOfSearch(args.kinds ?? null)
      return listOf(context, { scope: 'search', args, firstDefault: 20 }, (page) =>
        context.services.catalog.search(text, kinds, args.source ?? null, page),
      )
    },
  },
  SearchResult: {
    kind: ({ object }) => searchKindOf(object),
    name: ({ object }) => object.name,
    ref: ({ object }) => refOf(object),
    source: ({ object }) => object.source,
    node: ({ object }) => object,
  },
}
