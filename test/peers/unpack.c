/* A strict reader of PDUs that no one here wrote: Debian's libsmpp34. Reads one PDU in hex per line; unpacks it, packs
 * it again and compares the octets. Tells each PDU that fails, and ends with the number of those that did not. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <netinet/in.h>
#include <libsmpp34/smpp34.h>
#include <libsmpp34/smpp34_structs.h>
#include <libsmpp34/smpp34_params.h>

extern int smpp34_errno;
extern char smpp34_strerror[2048];

static union {
  bind_transceiver_t bind;
  submit_sm_t submit;
  deliver_sm_t deliver;
  deliver_sm_resp_t deliver_resp;
  unbind_t unbind;
  enquire_link_t enquire;
  char room[65536];
} pdu;

static int read_hex(const char *line, uint8_t *octets, int size) {
  int length = 0;
  unsigned int octet;
  while (length < size && sscanf(line + 2 * length, "%2x", &octet) == 1) octets[length++] = (uint8_t)octet;
  return length;
}

int main(void) {
  static char line[65536];
  static uint8_t octets[32768], again[32768];
  int number = 0, good = 0;
  while (fgets(line, sizeof line, stdin)) {
    number++;
    int length = read_hex(line, octets, sizeof octets), packed = 0;
    uint32_t command;
    if (length < 16) {
      printf("PDU %d: shorter than a header\n", number);
      continue;
    }
    memcpy(&command, octets + 4, 4);
    command = ntohl(command);
    memset(&pdu, 0, sizeof pdu);
    memset(again, 0, sizeof again);
    if (smpp34_unpack(command, &pdu, octets, length) != 0) {
      printf("PDU %d, command %08x: not unpacked: %d %s\n", number, command, smpp34_errno, smpp34_strerror);
      continue;
    }
    if (smpp34_pack(command, again, sizeof again, &packed, &pdu) != 0) {
      printf("PDU %d, command %08x: not packed: %d %s\n", number, command, smpp34_errno, smpp34_strerror);
      continue;
    }
    if (packed != length || memcmp(octets, again, length) != 0) {
      printf("PDU %d, command %08x: packed to other octets\n", number, command);
      continue;
    }
    good++;
  }
  printf("unpacked %d of %d\n", good, number);
  return good == number ? 0 : 1;
}
