import type { EventData, EventName } from '../../protocol/messages.ts'

/** Reports what happened in a node, unasked. */
export type Emit = <E extends EventName>(event: E, data: EventData<E>) => void
