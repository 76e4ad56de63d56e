-- movement_field_list() many FieldRow
SELECT code, name_vi, name_en FROM field WHERE domain = 'movement' ORDER BY sort;

-- campaign_list() many CampaignRow scan
SELECT code, name_vi FROM campaign ORDER BY sort;

-- movement_unit_list(today Day) many ScopeUnit scan
SELECT code, name, path FROM unit
 WHERE valid_from <= :today AND (valid_to = 0 OR valid_to >= :today) ORDER BY sort_key, name;
