/** Source that lineage events are kept under. No source of the configuration can have this name. */
export const eventSourceId = 'openlineage'
