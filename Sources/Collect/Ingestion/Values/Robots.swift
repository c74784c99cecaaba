/// Programs that call pages and say so.
enum Robots {
    /// Whether a user agent names itself a robot, with the words that public lists have in common.
    static func isRobot(_ userAgent: String) -> Bool {
        let text = userAgent.asciiLowercased
        return words.contains { text.contains($0) }
    }

    private static let words = [
        "bot/", "bot;", "bot ", "crawler", "spider", "slurp", "headlesschrome", "phantomjs", "facebookexternalhit",
        "pingdom", "lighthouse", "python-requests", "curl/", "wget/",
    ]
}
