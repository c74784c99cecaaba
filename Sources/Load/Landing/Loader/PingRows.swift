internal import Warehouse

/// Rows of `raw.pings`.
struct PingRows: Sendable {
    private var pings: [(ping: Ping, seq: Int64, receivedAt: Timestamp)] = []

    var count: Int { pings.count }

    mutating func append(_ ping: Ping, seq: Int64, receivedAt: Timestamp) { pings.append((ping, seq, receivedAt)) }

    func rows(batch: Int64) -> TableRows {
        var rows = TableRows(.pings, count: count)
        rows.add("seq", .int(pings.map(\.seq)))
        rows.add("received_at", times: pings.map(\.receivedAt))
        rows.add("method", .text(pings.map(\.ping.method)))
        rows.add("remote_ip", .text(pings.map(\.ping.remoteIP)))
        rows.add("client_address", .text(pings.map(\.ping.clientAddress)))
        rows.add("has_update", .bool(pings.map(\.ping.hasUpdate)))
        for text in PingText.allCases { rows.add(text.rawValue, .text(pings.map { $0.ping.texts[text] ?? "" })) }
        for flag in PingFlag.allCases { rows.add(flag.rawValue, .bool(pings.map { $0.ping.flags.contains(flag) })) }
        for number in PingNumber.allCases {
            rows.add(number.rawValue, .int(pings.map { $0.ping.numbers[number] ?? 0 }))
        }
        for block in PingBlock.allCases { rows.add(block.rawValue, texts: pings.map { $0.ping.blocks[block] }) }
        rows.add("body", .text(pings.map(\.ping.body)))
        rows.add("decoder_version", .int(pings.map { Int64($0.ping.decoderVersion) }))
        rows.add("batch_id", .int(Array(repeating: batch, count: count)))
        return rows
    }
}
