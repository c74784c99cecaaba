/// Where a sign-in comes from.
package struct SignInPlace: Sendable, Hashable {
    /// Without port.
    package var address: String?
    /// What the browser calls itself, cut to 200 characters.
    package var browser: String?

    package init(address: String? = nil, browser: String? = nil) {
        self.address = address
        self.browser = browser.map {
            String($0.unicodeScalars.filter { $0.value >= 0x20 }.prefix(200).map(Character.init))
        }
    }
}
