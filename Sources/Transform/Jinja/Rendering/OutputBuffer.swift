/// Text as it is written. The outermost one knows where its lines come from.
struct OutputBuffer {
    private(set) var bytes: [UInt8] = []
    private(set) var lines: [Int32] = []
    private let keepsLines: Bool
    private var isLineBlank = true

    init(keepsLines: Bool) {
        self.keepsLines = keepsLines
        if keepsLines { lines = [1] }
    }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// - Parameters:
    ///   - line: the line of the source where the text begins.
    ///   - follows: whether the lines of the text are lines of the source, or all come from `line`.
    mutating func write(_ text: String, line: Int, follows: Bool, _ meter: Meter) throws(JinjaError) {
        let count = text.utf8.count
        guard count > 0 else { return }
        guard bytes.count + count <= meter.limits.textBytes else {
            throw JinjaError(.limit, "the output would be longer than \(meter.limits.textBytes) bytes")
        }
        try meter.text(count)
        bytes.append(contentsOf: text.utf8)
        guard keepsLines else { return }
        var line = Int32(clamping: line)
        if isLineBlank { lines[lines.count - 1] = line }
        for byte in text.utf8 {
            if byte == UInt8(ascii: "\n") {
                if follows { line += 1 }
                lines.append(line)
                isLineBlank = true
            } else if isLineBlank, !Lexer.isSpace(byte) {
                lines[lines.count - 1] = line
                isLineBlank = false
            }
        }
    }
}
