import {
  containerResource,
  environmentResource,
  namespaceResource,
  type PolicyEngine,
  type Resource,
} from '../access/index.ts'
import type { SeenCatalogStore } from '../catalog/index.ts'
import type { AbilitySubject, Services } from '../graphql/index.ts'
import type { CallerView } from './caller-views.ts'
import type { Sources } from './sources.ts'
import type { OpenStore } from './store.ts'
import { viewerCan } from './viewer-can.ts'

/** Where things are found that abilities are asked about. */
interface AbilityParts {
  readonly engine: PolicyEngine
  readonly store: Pick<OpenStore, 'environments'>
  readonly sources: Pick<Sources, 'byId'>
}

/** What one caller may do with things that it names. */
export function createViewerCan(
  { engine, store, sources }: AbilityParts,
  view: CallerView,
  seen: SeenCatalogStore,
): Services['viewerCan'] {
  const resourceOf = async (subject: AbilitySubject): Promise<Resource | null> => {
    if (subject.type === 'Object') {
      const object = await seen.seen(subject.object)
      return object === null ? null : view.classOf(object.accessClass).of(object.uid, object.parentUid)
    }
    if (subject.type === 'Namespace') return namespaceResource(subject.id)
    if (subject.type === 'Source')
      return sources.byId(subject.id) === null ? null : containerResource('Source', subject.id)
    const environment = (await store.environments.list()).find(({ name }) => name === subject.id)
    return environment === undefined ? null : environmentResource(environment)
  }
  return {
    resourceOf,
    async ask(subject, question) {
      const resource = await resourceOf(subject)
      return resource === null ? [] : viewerCan(engine, view, resource, question)
    },
  }
}
