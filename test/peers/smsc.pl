#!/usr/bin/env perl
# An SMSC whose protocol no one here wrote: Debian's Net::SMPP (libnet-smpp-perl) on 127.0.0.1, one process per connection.
# Answers binds, submit_sm, enquire_link and unbind. On a transceiver, a submit_sm that asks for a receipt gets one.
# usage: smsc.pl PORT
use strict;
use warnings;
use IO::Handle;
use Net::SMPP;

my ($port) = @ARGV or die "usage: smsc.pl PORT\n";
my %bind_kind = (1 => 'receiver', 2 => 'transmitter', 9 => 'transceiver');
STDOUT->autoflush(1);
$SIG{CHLD} = 'IGNORE';

my $listener = Net::SMPP->new_listen('127.0.0.1', port => $port, smpp_version => 0x34) or die "listen: $!\n";
print "listening $port\n";
while (1) {
  my $connection = $listener->accept or next;
  next if fork;
  serve($connection);
  exit 0;
}

sub serve {
  my ($connection) = @_;
  my %seen = (kind => 'nobody', submits => 0, receipts => 0, acknowledged => 0, unbound => 'no');
  while (my $pdu = $connection->read_pdu) {
    my $cmd = $pdu->{cmd};
    if (my $kind = $bind_kind{$cmd}) {
      $seen{kind} = $kind;
      my $answer = "bind_${kind}_resp";
      $connection->$answer(seq => $pdu->{seq}, status => 0, system_id => 'perl');
      print "bound $kind\n";
    } elsif ($cmd == 0x04) {
      take_submit($connection, $pdu, \%seen);
    } elsif ($cmd == 0x80000005) {
      $seen{acknowledged}++ if $pdu->{status} == 0;
    } elsif ($cmd == 0x15) {
      $connection->enquire_link_resp(seq => $pdu->{seq}, status => 0);
      print "enquired $seen{kind}\n";
    } elsif ($cmd == 0x06) {
      $connection->unbind_resp(seq => $pdu->{seq}, status => 0);
      $seen{unbound} = 'yes';
      last;
    }
  }
  print join(' ', 'closed', map { "$_=$seen{$_}" } sort keys %seen), "\n";
}

# A message id with a letter in it: SMPP 3.4 makes it text, and a peer that reads a number loses the receipts. No six
# digits stand alone in it: one of a hundred thousand codes would be the same, and look like a leak in the logs.
sub take_submit {
  my ($connection, $pdu, $seen) = @_;
  my $id = sprintf 'P%d-%d', $$, ++$seen->{submits};
  $connection->submit_sm_resp(seq => $pdu->{seq}, status => 0, message_id => $id);
  return unless $seen->{kind} eq 'transceiver' && $pdu->{registered_delivery} & 1;
  $seen->{receipts}++;
  $connection->deliver_sm(
    async => 1,
    esm_class => 4,
    source_addr => $pdu->{destination_addr},
    destination_addr => $pdu->{source_addr},
    short_message => "id:$id sub:001 dlvrd:001 submit date:2611231800 done date:2611231801 stat:DELIVRD err:000 text:",
  );
}
