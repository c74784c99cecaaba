/// Why a template can't be read or rendered.
package struct LiquidError: Error, Equatable, Sendable {
    package var message: String
    /// Where in the template, in Unicode scalars from its start.
    package var offset: Int
    package var suggestion: String?

    package init(message: String, offset: Int, suggestion: String? = nil) {
        self.message = message
        self.offset = offset
        self.suggestion = suggestion
    }
}

/// Why a value can't stand where the template puts it. The template adds the place.
package struct LiquidRefusal: Error, Equatable, Sendable {
    package var message: String
    package var suggestion: String?

    package init(_ message: String, suggestion: String? = nil) {
        self.message = message
        self.suggestion = suggestion
    }
}

/// An error whose place is still counted in UTF-8 bytes.
struct LiquidFault: Error {
    var message: String
    var byte: Int
    var suggestion: String?

    init(_ message: String, at byte: Int, suggestion: String? = nil) {
        self.message = message
        self.byte = byte
        self.suggestion = suggestion
    }

    init(_ refusal: LiquidRefusal, at byte: Int) {
        self.init(refusal.message, at: byte, suggestion: refusal.suggestion)
    }

    func located(in text: String) -> LiquidError {
        LiquidError(message: message, offset: text.scalarOffset(ofByte: byte), suggestion: suggestion)
    }
}

extension String {
    /// How many Unicode scalars begin before a byte of the UTF-8 form.
    func scalarOffset(ofByte byte: Int) -> Int {
        utf8.prefix(max(0, byte)).reduce(into: 0) { count, unit in
            if unit & 0xC0 != 0x80 { count += 1 }
        }
    }
}
