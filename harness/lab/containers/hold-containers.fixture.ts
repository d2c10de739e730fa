/** A small harness, to be killed: opens a site in which stubborn programs run, says its label, and stays. */
import { once } from 'node:events'
import { flat } from '../topology.ts'
import { connect } from './engine.ts'
import { containersLab, withTools } from './engine.fixture.ts'
import { siteLabel } from './labels.ts'

const { lab, refused } = await containersLab()
if (lab === null) throw new Error(refused)
const { signal } = new AbortController()
const site = await lab.open(flat, signal)
for (const name of ['alice', 'bob']) {
  const host = await site.addHost(name, 'public', signal)
  await once(host.spawn(['sh', '-c', 'trap "" TERM; echo ready; while :; do sleep 1; done'], withTools).stdout, 'data')
}
const mine = await connect().listContainers({ filters: { label: [`connectivity.pid=${process.pid}`] } })
setInterval(() => {}, 1e6)
console.log(mine[0]?.Labels[siteLabel])
