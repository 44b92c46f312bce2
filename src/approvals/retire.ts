import type { CallContext } from '../connector/contract.ts'
import type { Outcome } from '../kernel/outcome.ts'
import type { RequestCommand, RequestPreview, RetireCommand } from './commands.ts'
import type { ApprovalCaller, ApprovalPorts } from './ports.ts'
import { repeatOf } from './repeats.ts'
import { previewRequest, requestUnder } from './request.ts'
import type { ApprovalRequest } from './types.ts'

/**
 * Asks for a version to be retired: nothing may be made to stand for it any more, servers that nobody needs unload it, and its
 * tool is told until when it must be kept. Nothing is deleted. It is judged by the rules of the most guarded environment in
 * which its model has a target. Refuses as `requestApproval` does, with VERSION_IN_USE while anything uses it, and
 * with NOTHING_TO_DO where it is retired. Throws a tool's `Fault`.
 */
export function retireModelVersion(
  ports: ApprovalPorts,
  caller: ApprovalCaller,
  command: RetireCommand,
  call: CallContext,
): Promise<Outcome<ApprovalRequest>> {
  const repeat = repeatOf(caller, 'retireModelVersion', command)
  return requestUnder(ports, caller, { command: asRequest(command), call, repeat })
}

/** What {@link retireModelVersion} would do, with everything that would block it. Writes nothing but a refusal of a right. */
export function previewRetirement(
  ports: ApprovalPorts,
  caller: ApprovalCaller,
  command: RetireCommand,
  call: CallContext,
): Promise<Outcome<RequestPreview>> {
  return previewRequest(ports, caller, asRequest(command), call)
}

function asRequest(command: RetireCommand): RequestCommand {
  return { ...command, action: 'RETIRE', environment: '', alias: null }
}
