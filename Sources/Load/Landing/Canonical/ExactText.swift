/// Text that is compared byte by byte, for ids from outside.
///
/// Swift's `String` takes two Unicode spellings of one character for equal ("é" as one scalar or as two); two ids that
/// differ in a byte are two ids.
package struct ExactText: Hashable, Sendable {
    package var text: String

    package init(_ text: String) { self.text = text }

    package static func == (left: ExactText, right: ExactText) -> Bool {
        let (left, right) = (left.text.utf8, right.text.utf8)
        guard left.count == right.count else { return false }
        return left.withContiguousStorageIfAvailable { left in
            right.withContiguousStorageIfAvailable { right in left.elementsEqual(right) }
        }.flatMap(\.self) ?? left.elementsEqual(right)
    }

    package func hash(into hasher: inout Hasher) {
        let done: Void? = text.utf8.withContiguousStorageIfAvailable { bytes in
            hasher.combine(bytes: UnsafeRawBufferPointer(bytes))
        }
        if done == nil { for byte in text.utf8 { hasher.combine(byte) } }
        hasher.combine(0xFF as UInt8)
    }
}
