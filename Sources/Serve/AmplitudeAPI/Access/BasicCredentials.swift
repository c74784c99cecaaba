internal import Foundation

/// The name and password of HTTP's basic authentication (RFC 7617): here the API key and the secret key of a project.
struct BasicCredentials: Sendable, Equatable {
    var apiKey: String
    var secretKey: String

    /// - Parameter header: The value of `Authorization`; anything but `Basic BASE64` gives `nil`.
    init?(_ header: String) {
        let parts = header.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "basic",
            let data = Data(base64Encoded: parts[1].trimmingCharacters(in: .whitespaces)),
            let text = String(data: data, encoding: .utf8), let colon = text.firstIndex(of: ":")
        else { return nil }
        apiKey = String(text[..<colon])
        secretKey = String(text[text.index(after: colon)...])
    }
}
