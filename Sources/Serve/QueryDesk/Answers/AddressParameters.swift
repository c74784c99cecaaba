internal import Foundation

/// The parameters of an address as forms write them (`application/x-www-form-urlencoded`): a blank is a plus, and names as
/// well as values are percent-encoded, `f%5Borders.status%5D=a+b`.
package enum AddressParameters {
    /// - Parameter query: What stands behind the question mark.
    /// - Returns: In their order, repetitions included. What is encoded wrongly stays as it is.
    package static func read(_ query: String) -> [(name: String, value: String)] {
        query.split(separator: "&").map { part in
            let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (decoded(sides[0]), sides.count > 1 ? decoded(sides[1]) : "")
        }
    }

    private static func decoded(_ text: Substring) -> String {
        let blanked = text.split(separator: "+", omittingEmptySubsequences: false).joined(separator: " ")
        return blanked.removingPercentEncoding ?? blanked
    }
}
