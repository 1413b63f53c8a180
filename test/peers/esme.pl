#!/usr/bin/env perl
# A client whose protocol no one here wrote: Debian's Net::SMPP (libnet-smpp-perl). Binds, submits one after the other
# and waits for the receipts; prints what came of it, one line each.
# usage: esme.pl transceiver|pair PORT NUMBER COUNT     pair: submits on a transmitter, receipts on a receiver
#        esme.pl texts PORT NUMBER                      one text in each encoding, and one in two parts
use strict;
use warnings;
use Encode 'encode';
use IO::Handle;
use Net::SMPP;

my ($mode, $port, $number, $count) = @ARGV;
my @account = (port => $port, system_id => 'perl', password => 'secret', smpp_version => 0x34);
STDOUT->autoflush(1);
$SIG{ALRM} = sub { die "nothing more came in 40 seconds\n" };
alarm 40;

# Answers what comes until that many receipts have come, each with an id that was given out.
my %receipt_of;

sub take_deliver {
  my ($connection, $pdu) = @_;
  my ($id, $state) = $pdu->{short_message} =~ /^id:(\S+) .*\bstat:(\S+)/ or die "no receipt: $pdu->{short_message}\n";
  $receipt_of{$id} = $state if $pdu->{esm_class} & 4;
  $connection->deliver_sm_resp(seq => $pdu->{seq}, status => 0, message_id => '');
}

# Reads on until the answer to a request; receipts come in between as they like.
sub answer_to {
  my ($connection, $seq, $cmd) = @_;
  while (my $pdu = $connection->read_pdu) {
    return $pdu if $pdu->{seq} == $seq && $pdu->{cmd} == $cmd;
    take_deliver($connection, $pdu) if $pdu->{cmd} == 0x05;
  }
  die "the connection ended\n";
}

sub bind_as {
  my ($kind) = @_;
  my $new = "new_$kind";
  my ($connection, $answer) = Net::SMPP->$new('127.0.0.1', @account) or die "no bind as $kind\n";
  print "bound $kind status=$answer->{status}\n";
  return $connection;
}

sub submit {
  my ($connection, %fields) = @_;
  my $seq = $connection->submit_sm(
    async => 1,
    source_addr_ton => 5,
    source_addr => 'ACME',
    dest_addr_ton => 1,
    dest_addr_npi => 1,
    destination_addr => $number,
    registered_delivery => 1,
    %fields,
  );
  my $answer = answer_to($connection, $seq, 0x80000004);
  die "submit refused with $answer->{status}\n" if $answer->{status} != 0;
  return $answer->{message_id};
}

sub wait_for_receipts {
  my ($connection, @ids) = @_;
  while (grep { !exists $receipt_of{$_} } @ids) {
    my $pdu = $connection->read_pdu or die "the connection ended\n";
    take_deliver($connection, $pdu) if $pdu->{cmd} == 0x05;
  }
  my %states;
  $states{ $receipt_of{$_} }++ for @ids;
  printf "submits %d receipts %s\n", scalar @ids, join ' ', map { "$_=$states{$_}" } sort keys %states;
}

sub leave {
  my ($connection) = @_;
  my $answer = answer_to($connection, $connection->enquire_link(async => 1), 0x80000015);
  print "enquire_link status=$answer->{status}\n";
  $answer = answer_to($connection, $connection->unbind(async => 1), 0x80000006);
  print "unbind status=$answer->{status}\n";
}

if ($mode eq 'texts') {
  my $connection = bind_as('transceiver');
  my @ids = (
    # GSM 03.38 one octet each, the euro sign behind its escape.
    submit($connection, data_coding => 0, short_message => "plain \x1b\x65 \x00"),
    submit($connection, data_coding => 8, short_message => encode('UTF-16BE', "\x{43f}\x{440}\x{438} \x{1f600}")),
    # 3GPP TS 23.040 9.2.3.24.1: the parts of one text are joined by reference, count and place.
    submit($connection, esm_class => 0x40, short_message => pack('C6', 5, 0, 3, 77, 2, 2) . 'the end'),
    submit($connection, esm_class => 0x40, short_message => pack('C6', 5, 0, 3, 77, 2, 1) . 'the beginning, '),
  );
  wait_for_receipts($connection, @ids);
  leave($connection);
} else {
  my ($sender, $receiver) = $mode eq 'pair' ? (bind_as('transmitter'), bind_as('receiver')) : (bind_as('transceiver')) x 2;
  my @ids = map { submit($sender, short_message => "message $_") } 1 .. $count;
  my %different = map { $_ => 1 } @ids;
  printf "ids %d\n", scalar keys %different;
  wait_for_receipts($receiver, @ids);
  leave($sender);
  leave($receiver) if $receiver != $sender;
}
