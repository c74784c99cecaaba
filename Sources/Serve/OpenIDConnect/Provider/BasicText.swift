internal import Foundation

enum BasicText {
    static func encode(_ text: String) -> String { Data(text.utf8).base64EncodedString() }
}
