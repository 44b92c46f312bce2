import type { SeenCatalogStore } from '../catalog/index.ts'
import type { SensitiveService } from '../graphql/index.ts'
import type { CallerView } from './caller-views.ts'

/** What one caller may read of sensitive fields. */
export function sensitiveOf(view: CallerView, store: SeenCatalogStore): SensitiveService {
  return {
    ofObjects: (objects) => store.sensitive(objects),
    ofSource: async (id) => ({ isShown: view.mayOnSource('sensitive:read', id), holdsPersonalData: false }),
    isAllShown: (kind, source) => store.showsSensitive(kind, source),
  }
}
