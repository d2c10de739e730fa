import { z } from 'zod'

export const roles = ['dialer', 'listener', 'relay', 'server'] as const
export const roleSchema = z.enum(roles)

/** Who a node, and the program that hosts it, is in a cell. */
export type Role = (typeof roles)[number]
