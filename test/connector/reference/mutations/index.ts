import { absenceMutations } from './absence-mutations.ts'
import { catalogueMutations } from './catalogue-mutations.ts'
import { crawlMutations } from './crawl-mutations.ts'
import { effectMutations } from './effect-mutations.ts'
import { generalMutations } from './general-mutations.ts'
import type { MutationTable } from './mutation.ts'
import { registryMutations } from './registry-mutations.ts'
import { storeMutations } from './store-mutations.ts'
import { trackerMutations } from './tracker-mutations.ts'

/** For every check of the suite by name, the ways in which a connector is broken to show that the check notices. */
export const mutations: MutationTable = {
  ...generalMutations,
  ...crawlMutations,
  ...registryMutations,
  ...trackerMutations,
  ...catalogueMutations,
  ...storeMutations,
  ...effectMutations,
  ...absenceMutations,
}
