-- One row for each click on a download button of the desktop app and each copied install command.
SELECT
    e.event_uuid,
    e.event_time AS downloaded_at,
    e.day,
    e.person,
    json_extract_string(raw.event_properties, '$.kind') AS kind,
    CASE e.event_name WHEN 'AppDownloadClicked' THEN 'Button' ELSE 'Install command' END AS action,
    e.site,
    s.session_referrer,
    s.utm_source,
    s.utm_medium,
    s.utm_campaign
FROM clean.event AS e
JOIN main.events AS raw ON raw.event_uuid = e.event_uuid
LEFT JOIN clean.session AS s ON s.session_key = e.session_key
WHERE e.event_name IN ('AppDownloadClicked', 'AppInstallCommandCopied')
