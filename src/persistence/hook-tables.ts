/** Events that tools have sent, kept as long as somebody could send one again. */
export interface HookDeliveryTable {
  source: string
  delivery_id: string
  received_at: number
}

/** When a source's last event came in. */
export interface HookArrivalTable {
  source: string
  arrived_at: number
}

/** Webhooks that the gateway has registered, as it last told the tool. */
export interface HookRegistrationTable {
  source: string
  workspace: string
  hook_id: string
  url: string
  secret_mark: string
  saved_at: number
}
