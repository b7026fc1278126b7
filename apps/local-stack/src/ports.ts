import { type AddressInfo, createServer, type Server } from 'node:net'
import { StackError } from './stack-error.ts'

export const parts = ['chain', 'relayer', 'issuer', 'wallet', 'demo', 'market', 'guide'] as const
export type Part = (typeof parts)[number]
export type Ports = Record<Part, number>

const defaults: Ports = {
  chain: 8545,
  relayer: 4010,
  issuer: 4020,
  wallet: 4030,
  demo: 4040,
  market: 4050,
  guide: 4060,
}

export function portVariable(part: Part): string {
  return `VELUM_${part.toUpperCase()}_PORT`
}

/** The ports of the local stack: the defaults, or those of `VELUM_<PART>_PORT`. Throws StackError 'invalid-port'. */
export function readPorts(environment: Record<string, string | undefined>): Ports {
  const ports = { ...defaults }
  for (const part of parts) {
    const text = environment[portVariable(part)]
    if (text === undefined || text === '') continue
    const port = Number(text)
    if (!Number.isInteger(port) || port < 1 || port > 65535)
      throw new StackError(
        'invalid-port',
        `${portVariable(part)} is "${text}"; it must be a port between 1 and 65535.`,
      )
    ports[part] = port
  }
  return ports
}

/** Throws StackError 'port-taken', naming the part, the port and the variable that moves it. */
export async function requireFreePorts(ports: Ports): Promise<void> {
  for (const part of parts) {
    if (await isFree(ports[part])) continue
    throw new StackError(
      'port-taken',
      `Port ${ports[part]}, meant for the ${part}, is taken by another program. ` +
        `Stop that program, or choose another port: ${portVariable(part)}=${ports[part] + 1000} npm start`,
    )
  }
}

/** Ports that nobody uses now, for tests that run beside a stack. */
export async function findFreePorts(): Promise<Ports> {
  const held = await Promise.all(parts.map(async () => hold(0, 'localhost')))
  const ports = { ...defaults }
  for (const [index, part] of parts.entries()) {
    const outcome = held[index]
    if (outcome?.server) ports[part] = (outcome.server.address() as AddressInfo).port
  }
  await Promise.all(held.map(({ server }) => server && close(server)))
  return ports
}

// A port counts as taken when it is held on either address that `localhost` may mean.
async function isFree(port: number): Promise<boolean> {
  for (const host of ['127.0.0.1', '::1']) {
    const { server, taken } = await hold(port, host)
    if (taken) return false
    if (server) await close(server)
  }
  return true
}

// A machine without IPv6 has neither a server there nor somebody who could hold the port.
function hold(port: number, host: string): Promise<{ server?: Server; taken: boolean }> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve({ taken: true })
      else if (error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT') resolve({ taken: false })
      else reject(error)
    })
    server.listen({ port, host }, () => resolve({ server, taken: false }))
  })
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()))
}
