namespace PersonaSim.Vectors.Directions;

/// <summary>How pairs become a direction. Whatever the method, dose 1 goes from the middle between the poles to the high pole's mean.</summary>
public enum DirectionMethod
{
    /// <summary>Half the mean difference of matched pairs.</summary>
    Mean,

    /// <summary>First principal component of the pair differences (about zero), pointing from low to high, as long as half the mean difference along it.</summary>
    Pca,

    /// <summary>Activation addition: half the difference of a single pair at its last token. For comparison; one pair is mostly itself.</summary>
    ActAdd,
}
