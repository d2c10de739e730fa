import type { ContainerAttachOptions, Container, HostConfig } from 'dockerode'
import { GenericContainer, PullPolicy, getContainerRuntimeClient, type WaitStrategy } from 'testcontainers'

/** What a container may have, whoever wrote what runs in it. */
const contained: HostConfig = {
  AutoRemove: true,
  CapDrop: ['ALL'],
  SecurityOpt: ['no-new-privileges:true'],
  ReadonlyRootfs: true,
  Tmpfs: { '/tmp': 'rw,exec,nosuid,nodev,size=512m' },
  ShmSize: 256 * 1024 * 1024,
  Memory: 2 * 1024 ** 3,
  MemorySwap: 2 * 1024 ** 3,
  PidsLimit: 1_024,
  Dns: ['127.0.0.1'], // nobody answers there: who asks for a name is refused at once, and does not wait for it
  DnsOptions: ['timeout:1', 'attempts:1'],
  LogConfig: { Type: 'none', Config: {} }, // its output comes here, and is kept nowhere else
}

/** Where a container is: its network, and its addresses there. */
export interface Placement {
  readonly network: string
  readonly ip4: string
  readonly ip6: string | null
}

export interface ContainerOrder {
  readonly image: string
  readonly placement: Placement
  readonly labels: Readonly<Record<string, string>>
  readonly env: Readonly<Record<string, string>>
  /** `null`: as the image has it. */
  readonly command: readonly string[] | null
  readonly folder: string | null
  readonly limits: HostConfig
  /** It is there and attached to, and not started yet. */
  readonly onCreated: (container: Container, stream: NodeJS.ReadWriteStream) => void
}

const attached: ContainerAttachOptions = { stream: true, hijack: true, stdin: true, stdout: true, stderr: true }

/**
 * A container that is spoken to over stdin and stdout. Testcontainers has no word for stdin, fixed addresses or limits;
 * its subclasses may set them.
 */
export class PeerContainer extends GenericContainer {
  readonly #onCreated: ContainerOrder['onCreated']

  constructor({ image, placement, labels, env, command, folder, limits, onCreated }: ContainerOrder) {
    super(image)
    this.#onCreated = onCreated
    this.autoCleanup = false // no reaper of testcontainers': ours knows networks too, and needs no image
    this.hostConfig = { ...contained, ...limits }
    this.createOpts = {
      ...this.createOpts,
      OpenStdin: true,
      StdinOnce: true,
      NetworkingConfig: { EndpointsConfig: { [placement.network]: { IPAMConfig: addressesOf(placement) } } },
      ...(folder === null ? {} : { WorkingDir: folder }),
    }
    this.withPullPolicy(PullPolicy.neverPull()).withNetworkMode(placement.network).withWaitStrategy(atOnce)
    this.withLabels(labels).withEnvironment({ ...env })
    if (command !== null) this.withEntrypoint(command.slice(0, 1)).withCommand(command.slice(1))
  }

  /** Attached before it starts, so that nothing it says is lost. */
  protected override async containerCreated(id: string): Promise<void> {
    const client = await getContainerRuntimeClient()
    const container = client.container.getById(id)
    this.#onCreated(container, await container.attach(attached))
  }
}

function addressesOf({ ip4, ip6 }: Placement) {
  return { IPv4Address: ip4, ...(ip6 === null ? {} : { IPv6Address: ip6 }) }
}

/** A peer program is ready when it answers, which is not the engine's affair. */
const atOnce: WaitStrategy = {
  waitUntilReady: async () => {},
  withStartupTimeout: () => atOnce,
  isStartupTimeoutSet: () => false,
  getStartupTimeout: () => 0,
}
