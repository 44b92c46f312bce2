import type { AuditService } from '../audit-service.ts'
import type { AnswerRecording } from './recording.ts'

/** An audit service that also tells a recording what was noted. */
export function recordingAudit(audit: AuditService, recording: AnswerRecording): AuditService {
  return {
    ...audit,
    denied(caller, action) {
      recording.spoil()
      audit.denied(caller, action)
    },
    readFor(caller, purpose, object) {
      recording.read.push({ kind: object.kind, uid: object.uid })
      audit.readFor(caller, purpose, object)
    },
  }
}
