/// A text with Liquid in it, read once and rendered any number of times.
///
///     {% if orders.created_month._in_query %} monthly_orders {% else %} daily_orders {% endif %}
///
/// All of standard Liquid but `tablerow`, `ifchanged` and what reads other files, and Looker's tags and filters. Reading
/// and rendering end for every input: nesting, passes through loops, sizes and work are limited.
package struct LiquidTemplate: Sendable {
    private enum Content {
        /// There is nothing to run.
        case plain
        case nodes([LiquidNode])
    }

    /// The template as written.
    package let text: String
    private let content: Content
    /// What the template reads of its context, in the order of the text, whether or not a rendering gets there.
    package let references: [LiquidReference]

    /// Whether the text has anything for Liquid to do.
    package static func isIn(_ text: String) -> Bool {
        var previous: UInt8 = 0
        for byte in text.utf8 {
            if previous == UInt8(ascii: "{"), byte == UInt8(ascii: "{") || byte == UInt8(ascii: "%") { return true }
            previous = byte
        }
        return false
    }

    /// Whether rendering can give anything but the text itself.
    package var hasLiquid: Bool {
        if case .plain = content { false } else { true }
    }

    package static func parse(_ text: String) throws(LiquidError) -> LiquidTemplate {
        guard isIn(text) else { return LiquidTemplate(text: text, content: .plain, references: []) }
        guard text.utf8.count <= LiquidLimits.bytes else {
            throw LiquidError(message: "This template is longer than 4 MB.", offset: 0)
        }
        var parser = LiquidParser(text)
        do {
            let nodes = try parser.parse()
            var references = parser.references
            let offsets = text.scalarOffsets(ofBytes: references.map(\.offset))
            for index in references.indices { references[index].offset = offsets[index] }
            return LiquidTemplate(text: text, content: .nodes(nodes), references: references)
        } catch {
            throw error.located(in: text)
        }
    }

    /// The text with all Liquid run.
    ///
    /// Text of users is written as the context's escaper wants it at the place where it lands, however many filters and
    /// variables it has passed on its way.
    ///
    /// - Throws: When a limit is reached, or when the context or its escaper refuses a value.
    package func render<Context: LiquidContext>(_ context: Context) throws(LiquidError) -> String {
        guard case .nodes(let nodes) = content else { return text }
        var renderer = LiquidRenderer(context: context, template: text)
        do {
            return try renderer.render(nodes)
        } catch {
            throw error.located(in: text)
        }
    }
}

extension String {
    /// The same as ``scalarOffset(ofByte:)`` for many, which needn't be in order, in one pass.
    fileprivate func scalarOffsets(ofBytes bytes: [Int]) -> [Int] {
        var result = [Int](repeating: 0, count: bytes.count)
        var pending = bytes.indices.sorted { bytes[$0] > bytes[$1] }
        var count = 0
        for (byte, unit) in utf8.enumerated() {
            while let next = pending.last, bytes[next] <= byte {
                result[next] = count
                pending.removeLast()
            }
            if pending.isEmpty { break }
            if unit & 0xC0 != 0x80 { count += 1 }
        }
        for next in pending { result[next] = count }
        return result
    }
}
