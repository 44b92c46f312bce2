/** Source that lineage events are kept under; the door's `eventSource` once more, as a store imports only types of it. */
export const eventSourceId = 'openlineage'
