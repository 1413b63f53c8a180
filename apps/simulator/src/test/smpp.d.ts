/** The part of smpp 0.5.1 (CommonJS, without types of its own) that the simulator uses. */
declare module 'smpp' {
  import type { EventEmitter } from 'node:events';
  import type { Server, Socket } from 'node:net';

  namespace smpp {
    interface FieldType {
      read(octets: Buffer, offset: number, length?: number): unknown;
      write(value: unknown, octets: Buffer, offset: number): void;
      size(value: unknown): number;
      default?: unknown;
    }
    interface Field {
      id?: number;
      type: FieldType;
      default?: unknown;
      filter?: unknown;
    }
    type Fields = Record<string, unknown>;

    /** Mandatory fields and TLVs are properties by name; a cut body leaves them undefined. */
    class PDU {
      constructor(command: string, fields?: Fields);
      static commandLength(stream: Socket): number | false;
      command: string;
      command_id: number;
      command_status: number;
      sequence_number: number;
      isResponse(): boolean;
      response(fields?: Fields): PDU;
      [field: string]: unknown;
    }

    class Session extends EventEmitter {
      socket: Socket;
      /** False when the socket no longer takes writes; gives a request its sequence number. */
      send(pdu: PDU, answered?: (answer: PDU) => void): boolean;
      /** Ends the socket after what was written. */
      close(closed?: () => void): void;
      destroy(closed?: () => void): void;
    }

    function createServer(listener: (session: Session) => void): Server;
    function connect(options: { host: string; port: number }): Session;
    function addCommand(name: string, definition: { id: number; params: Record<string, Field> }): void;
    function addTLV(name: string, definition: Field): void;

    const types: Record<'int8' | 'cstring' | 'buffer', FieldType> & { tlv: Record<'buffer', FieldType> };
    const commands: Record<'submit_sm', { id: number; params: Record<string, Field> }>;
  }

  export default smpp;
}
