"""Reads an event file of TensorBoard with nothing but the standard library, and prints what TensorBoard would draw.

Written from the formats' own descriptions, not from EventFile.java:
  framing   TFRecord: uint64 length, uint32 masked CRC-32C of it, data, uint32 masked CRC-32C of the data, little endian
            (tensorflow.org, Data IO, "TFRecords Format Details"); mask: (crc >> 15 | crc << 17) + 0xa282ead8
  messages  tensorflow/core/util/event.proto: wall_time = 1 (double), step = 2 (int64), file_version = 3 (string),
            summary = 5; tensorflow/core/framework/summary.proto: value = 1; in it tag = 1, simple_value = 2 (float)

Recipe of the golden files beside it, with log.csv as made up here:
  EventFile.write(log.csv) gave events.out.tfevents.0.condyle
  python3 event-file.py events.out.tfevents.0.condyle > event-file.txt     (and was compared with log.csv by eye)
"""

import struct
import sys


def crc32c(data):
    """Bit by bit, as RFC 3720 has it: polynomial 1EDC6F41, reflected."""
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0x82F63B78 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF


def masked(data):
    crc = crc32c(data)
    return ((crc >> 15 | crc << 17) + 0xA282EAD8) & 0xFFFFFFFF


def records(file):
    at = 0
    while at < len(file):
        length, check = struct.unpack_from("<QI", file, at)
        assert masked(file[at : at + 8]) == check, f"checksum of the length at {at}"
        data = file[at + 12 : at + 12 + length]
        assert len(data) == length, f"record at {at} ends early"
        assert masked(data) == struct.unpack_from("<I", file, at + 12 + length)[0], f"checksum of the data at {at}"
        yield data
        at += 16 + length


def varint(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        value |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return value, at


def fields(data):
    at = 0
    while at < len(data):
        key, at = varint(data, at)
        number, kind = key >> 3, key & 7
        if kind == 0:
            value, at = varint(data, at)
        elif kind == 1:
            value, at = struct.unpack_from("<d", data, at)[0], at + 8
        elif kind == 2:
            length, at = varint(data, at)
            value, at = data[at : at + length], at + length
        elif kind == 5:
            value, at = struct.unpack_from("<f", data, at)[0], at + 4
        else:
            raise ValueError(f"wire type {kind}")
        yield number, value


assert crc32c(b"123456789") == 0xE3069283  # RFC 3720
for record in records(open(sys.argv[1], "rb").read()):
    event = dict(fields(record))
    if 3 in event:
        print("version", event[3].decode())
    for number, value in fields(event.get(5, b"")):
        assert number == 1
        point = dict(fields(value))
        print(f"{event[1]:g} s, step {event[2]}, {point[1].decode()}: {point[2]:.7g}")
