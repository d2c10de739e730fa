import type { Program } from './machine.ts'

/** Stands for the STUN server of the lab: nobody here is behind a NAT and needs to ask it. */
export const stunServer: Program = ({ stdout }) => {
  stdout.write('0: : UDP listener opened\n')
}
