/// The text columns of `main.events` that the wire formats share.
package enum EventField: Int, CaseIterable, Sendable {
    case library, platform, osName, osVersion, browser, browserVersion
    case deviceFamily, deviceType, deviceBrand, deviceManufacturer, deviceModel, carrier
    case appVersion, startVersion, language, ip
    case country, region, city, dma
    case pageURL, pageHost, pagePath, pageTitle, referrer, referringDomain
    case utmSource, utmMedium, utmCampaign, utmTerm, utmContent, clickID
    case productID, revenueType, currency

    /// The column's name.
    package var column: String { Self.columns[rawValue] }

    /// In the order of the cases.
    private static let columns = [
        "library", "platform", "os_name", "os_version", "browser", "browser_version",
        "device_family", "device_type", "device_brand", "device_manufacturer", "device_model", "carrier",
        "app_version", "start_version", "language", "ip",
        "country", "region", "city", "dma",
        "page_url", "page_host", "page_path", "page_title", "referrer", "referring_domain",
        "utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content", "click_id",
        "product_id", "revenue_type", "currency",
    ]

    /// Where the person is: when an event sets one of these, the others that it doesn't set are unknown again.
    package static let place: [EventField] = [.country, .region, .city, .dma]

    /// What the person uses: these, too, are replaced together.
    package static let device: [EventField] = [
        .platform, .osName, .osVersion, .deviceBrand, .deviceManufacturer, .deviceModel, .carrier,
    ]

    /// What `main.usr` keeps of a person's newest values: the two groups, and these.
    package static let current: [EventField] = place + device + [.language, .appVersion, .startVersion]
}
